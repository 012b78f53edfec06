import { textSizes, type OverlaySize, type Palette, type Settings } from '../../state/index.ts';
import { Mark, ResponseChip, Segmented } from '../../ui/index.ts';
import styles from './Fields.module.css';

const sizes: readonly { readonly value: OverlaySize; readonly label: string }[] = [{ value: 'small', label: 'Small' }, { value: 'medium', label: 'Medium' }, { value: 'large', label: 'Large' }];
const palettes: readonly { readonly value: Palette; readonly name: string; readonly text: string }[] = [
  { value: 'standard', name: 'Standard', text: 'As the design has it' },
  { value: 'highContrast', name: 'High contrast', text: 'Lighter text and lines on black' },
  { value: 'redGreen', name: 'Red and green', text: 'Categories and lesions told apart by blue against yellow and by lightness' },
  { value: 'blueYellow', name: 'Blue and yellow', text: 'Categories and lesions told apart by red against green and by lightness' },
];
const responses = ['CR', 'PR', 'SD', 'PD', 'NE'] as const;

/** Size of the overlays and the palette, with what they look like. */
export function LookSection({ settings, onChange }: { readonly settings: Settings; readonly onChange: (changes: Partial<Settings>) => void }) {
  return (
    <div className={styles.fields}>
      <div className={styles.field}>
        <span className={styles.name}>Text</span>
        <Segmented label="Text" value={settings.text} onChange={(text) => onChange({ text })} options={textSizes.map((value) => ({ value, label: `${value}\u2009%` }))} />
      </div>
      <p className={styles.hint}>All text, that on images too. Panels give way where the window is too narrow for them.</p>
      <div className={styles.field}>
        <span className={styles.name}>Overlays on images</span>
        <Segmented label="Overlays on images" value={settings.overlay} onChange={(overlay) => onChange({ overlay })} options={sizes} />
      </div>
      <p className={styles.hint}>Texts, handles and lines on the image. Lines are never scaled with the zoom.</p>
      <fieldset className={styles.palettes}>
        <legend className={styles.name}>Palette</legend>
        {palettes.map(({ value, name, text }) => (
          <label key={value} className={styles.palette}>
            <input type="radio" className="nd-check" name="palette" value={value} checked={settings.palette === value} onChange={() => onChange({ palette: value })} />
            <span><b>{name}</b><small>{text}</small></span>
          </label>
        ))}
      </fieldset>
      <div className={styles.field} aria-hidden="true">
        <span className={styles.name}>Now</span>
        <span className={styles.sample}>{responses.map((response) => <ResponseChip key={response} response={response} />)}<Mark label="T1" role="target" /><Mark label="N1" role="nonTarget" /><Mark label="X1" role="new" /></span>
      </div>
    </div>
  );
}
