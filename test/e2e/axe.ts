import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** Serious and critical violations on the screen by axe, each with the elements it is about. Errors: axe found nothing to look at. */
export async function violations(page: Page): Promise<string[]> {
  const { violations: all, passes } = await new AxeBuilder({ page: page as never }).setLegacyMode(true).analyze();
  if (passes.length <= 5) throw new Error('axe found nothing to look at');
  return all.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary?.split('\n').slice(1).join(';').trim()})`).join(' | ')}`);
}
