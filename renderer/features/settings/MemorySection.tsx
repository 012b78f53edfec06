import { useEffect, useState } from 'react';
import { imageMemories, imageMemoryBytes, type ImageMemory, type Settings } from '../../state/index.ts';
import { Segmented } from '../../ui/index.ts';
import { heldImageBytes } from '../../viewer/index.ts';
import styles from './Fields.module.css';

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)}\u2009GB`;
const labelOf = (value: ImageMemory): string => (value === 'auto' ? `Automatic, ${gigabytes(imageMemoryBytes(value))}` : gigabytes(Number(value) * 1e9));

/** How much memory images may take in this window, and how much they take now. */
export function MemorySection({ settings, onChange }: { readonly settings: Settings; readonly onChange: (changes: Partial<Settings>) => void }) {
  const [held, setHeld] = useState(heldImageBytes);
  useEffect(() => {
    const timer = setInterval(() => setHeld(heldImageBytes()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={styles.fields}>
      <div className={styles.field}>
        <span className={styles.name}>Room for images</span>
        <Segmented label="Room for images" value={settings.imageMemory} onChange={(imageMemory) => onChange({ imageMemory })} options={imageMemories.map((value) => ({ value, label: labelOf(value) }))} />
      </div>
      <p className={styles.hint}>Series that were looked at stay in memory and open at once, and those wanted next are loaded ahead. Beyond this room the ones looked at longest ago are let go; what is on screen stays. Automatic is a quarter of this machine's memory, 2.0{'\u2009'}GB at most.</p>
      <div className={styles.field}><span className={styles.name}>Images in memory now</span><span>{gigabytes(held)}</span></div>
    </div>
  );
}
