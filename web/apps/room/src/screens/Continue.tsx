// After a reload: browsers give sound only after a click, so the line is opened by one.
import { Button } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import { Page } from "../Page";
import { PositionName } from "../Written";
import { useResume, type ResumeProps } from "../useResume";

export function Continue(props: ResumeProps) {
  const { busy, resume } = useResume(props);
  const { state, onconnect } = props;
  const typing = state.attempt?.mode === "text";
  return (
    <Page
      title={t("continue.title")}
      lead={t(typing ? "continue.text.typing" : "continue.text")}
      eyebrow={<PositionName state={state} />}
      narrow
    >
      <div className="vv-row">
        <Button look="primary" size="large" busy={busy} onClick={resume} data-testid="continue">
          {t("continue.start")}
        </Button>
        {!typing && (
          <Button look="plain" size="large" onClick={() => onconnect("text", null)} data-testid="continue-typing">
            {t("continue.type")}
          </Button>
        )}
      </div>
    </Page>
  );
}
