import { useId } from "react";

interface Props<Value extends string> {
  legend: string;
  options: { value: Value; label: string }[];
  value: Value;
  onchange: (value: Value) => void;
  disabled?: boolean;
}

/** One of few, side by side: radio buttons that look like one bar. */
export function Segments<Value extends string>({ legend, options, value, onchange, disabled }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className="vv-segments" disabled={disabled}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onchange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
