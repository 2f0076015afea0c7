// What she agrees to, one box for each purpose. None is ticked for her.
import { Check } from "@vivavoce/ui";
import type { Purpose } from "@vivavoce/live";

interface Props {
  purposes: Purpose[];
  agreed: string[];
  onchange: (agreed: string[]) => void;
}

export function Consents({ purposes, agreed, onchange }: Props) {
  return purposes.map(({ name, required, text }) => (
    <Check
      key={name}
      data-testid={name === "interview" ? "consent" : `consent-${name}`}
      checked={agreed.includes(name)}
      required={required}
      onChange={(event) => onchange(event.target.checked ? [...agreed, name] : agreed.filter((one) => one !== name))}
    >
      {text}
    </Check>
  ));
}

/** Whether all that is required is agreed to. */
export const isAgreed = (purposes: Purpose[], agreed: string[]): boolean =>
  purposes.every(({ name, required }) => !required || agreed.includes(name));
