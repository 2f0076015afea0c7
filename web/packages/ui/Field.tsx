// Form parts whose label, hint and error are tied to the control for assistive technology.
import { useId, type ComponentProps, type ReactNode } from "react";

interface FieldProps {
  label: string;
  hint?: string;
  children: (ids: { id: string; "aria-describedby": string | undefined }) => ReactNode;
}

export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div className="vv-field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="vv-field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, "aria-describedby": hint ? `${id}-hint` : undefined })}
    </div>
  );
}

interface ChoiceProps extends Omit<ComponentProps<"input">, "type"> {
  label: string;
  text: string;
}

/** One of several: a radio button with a title and a sentence. */
export function Choice({ label, text, ...input }: ChoiceProps) {
  const id = useId();
  return (
    <label className="vv-choice">
      <input {...input} type="radio" aria-labelledby={`${id}-label`} aria-describedby={`${id}-text`} />
      <span className="vv-choice-title" id={`${id}-label`}>
        {label}
      </span>
      <span className="vv-choice-text" id={`${id}-text`}>
        {text}
      </span>
    </label>
  );
}

export function Check({ children, ...input }: Omit<ComponentProps<"input">, "type">) {
  return (
    <label className="vv-check">
      <input {...input} type="checkbox" />
      <span>{children}</span>
    </label>
  );
}
