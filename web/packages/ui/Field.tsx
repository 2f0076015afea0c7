// Form parts whose label, hint and error are tied to the control for assistive technology.
import { useId, type ComponentProps, type ReactNode } from "react";
import { Icon } from "./Icon";

interface Ids {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  label: string;
  hint?: string | undefined;
  /** What is wrong with it now. */
  error?: string | null | undefined;
  children: (ids: Ids) => ReactNode;
}

export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="vv-field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="vv-field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {error && (
        <p className="vv-field-error" id={`${id}-error`}>
          <Icon name="warning" size={18} /> {error}
        </p>
      )}
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
