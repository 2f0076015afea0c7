// Her resume, as a file or as text. What she has given one way is kept when she looks at the other.
import { Field, Segments } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Details } from "./details";

/** What the server reads: endings for most browsers, types for phones that know no endings. */
const ACCEPTED = ".pdf,.docx,.html,.htm,.md,.txt,application/pdf,text/plain,text/html,text/markdown," +
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

interface Props {
  details: Details;
  onchange: (details: Details) => void;
  error: string | null;
}

export function ResumeFields({ details, onchange, error }: Props) {
  const byFile = details.by === "file";
  return (
    <div className="stack entrance-resume">
      <Segments
        legend={t("entrance.resume")}
        options={[
          { value: "file", label: t("entrance.resume.file") },
          { value: "text", label: t("entrance.resume.text") },
        ]}
        value={details.by}
        onchange={(by) => onchange({ ...details, by })}
      />
      <div hidden={!byFile}>
        <Field label={t("entrance.resume.file")} hint={t("entrance.resume.hint")} error={byFile ? error : null}>
          {(ids) => (
            <input {...ids} className="vv-input" type="file" accept={ACCEPTED} data-testid="entrance-file"
              onChange={(event) => onchange({ ...details, file: event.target.files?.[0] ?? null })} />
          )}
        </Field>
      </div>
      {!byFile && (
        <Field label={t("entrance.resume.text")} error={error}>
          {(ids) => (
            <textarea {...ids} className="vv-input" rows={8} dir="auto" data-testid="entrance-resume"
              value={details.text} onChange={(event) => onchange({ ...details, text: event.target.value })} />
          )}
        </Field>
      )}
    </div>
  );
}
