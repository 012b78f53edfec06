import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { splitSentence } from './Alert.tsx';
import { Button } from './Button.tsx';
import { ResponseChip } from './Chip.tsx';
import { Mark } from './Mark.tsx';
import { Sparkline } from '../charts/Sparkline.tsx';

const text = (markup: string): string => markup.replace(/<[^>]+>/g, '');

describe('what must not hang on colour alone', () => {
  it('writes the letters of a category and says when it is provisional', () => {
    const markup = renderToStaticMarkup(<ResponseChip response="PD" provisional />);
    expect(text(markup)).toBe('PD provisional');
    expect(markup).toContain('data-provisional');
  });

  it('does not call a final category provisional', () => {
    expect(text(renderToStaticMarkup(<ResponseChip response="NON-CR/NON-PD" />))).toBe('NON-CR/NON-PD');
  });

  it('gives a new lesion its star and others none', () => {
    expect(renderToStaticMarkup(<Mark label="X1" role="new" />)).toContain('<svg');
    expect(renderToStaticMarkup(<Mark label="T1" role="target" />)).not.toContain('<svg');
  });
});

it('puts the reason beside a button that cannot be pressed', () => {
  const markup = renderToStaticMarkup(<Button disabledReason="1 reason open">Sign</Button>);
  expect(markup).toContain('disabled');
  expect(text(markup)).toContain('1 reason open');
});

describe('the first sentence as a title', () => {
  it('does not end at a decimal point', () => {
    expect(splitSentence('Slices 5.0 mm, baseline 3.0 mm. Series 4 (3.0 mm) matches.')).toEqual({ title: 'Slices 5.0 mm, baseline 3.0 mm', text: 'Series 4 (3.0 mm) matches.' });
  });

  it('takes a single sentence whole', () => {
    expect(splitSentence('Sum is within 1 mm of the PD limit.')).toEqual({ title: 'Sum is within 1 mm of the PD limit', text: '' });
    expect(splitSentence('Progression-free survival differs between the rule sets: TRIAL event 2024-10-17, FDA-B event 2024-10-14.')).toEqual({ title: 'Progression-free survival differs between the rule sets', text: 'TRIAL event 2024-10-17, FDA-B event 2024-10-14.' });
  });
});

it('draws no line through a missing sum as if it were 0', () => {
  const points = /points="([^"]+)"/.exec(renderToStaticMarkup(<Sparkline values={[60, null, 58]} />))?.[1]?.split(' ') ?? [];
  expect(points).toHaveLength(2);
  expect(renderToStaticMarkup(<Sparkline values={[60]} />)).toBe('');
});
