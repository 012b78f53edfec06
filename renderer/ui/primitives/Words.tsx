/** Dates, percentages, sizes, rules and the long category: what must not break over two lines. */
const whole = /(\d{4}-\d{2}-\d{2}|\(?[RQ]-[A-Z]?\d{2,3}\)?|NON-CR\/NON-PD|[+\u2212]?\d+(?:\.\d+)?[\u2009\u202f ](?:%|mm|days?|months))/;

/** A sentence whose dates and figures stay on one line. The text itself is unchanged: it can be searched and copied. */
export function Words({ text }: { readonly text: string }) {
  return text.split(whole).map((part, index) => (index % 2 === 0 ? part : <span key={index} className="nd-whole">{part}</span>));
}
