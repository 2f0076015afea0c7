// There is no interview behind the link now: why, what she can do about it, and whom to turn to.
import { useState } from "react";
import { Button } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { ClosedReason, State } from "@vivavoce/live";
import { ButtonLink } from "../ButtonLink";
import { Contact } from "../Contact";
import { Page } from "../Page";
import { pathOf } from "../place";
import { PositionName } from "../Written";
import { AskPerson, PersonAsked, type OnPerson } from "./position/AskPerson";

/** The reasons that may pass by waiting. */
const MAY_OPEN: ReadonlySet<ClosedReason> = new Set(["draft", "under_review"]);
/** The reasons after which something else may be for her. */
const OTHERS: ReadonlySet<ClosedReason> = new Set(["archived", "rejected", "no_attempts"]);

interface Props {
  state: State;
  onretry: () => Promise<void>;
  onperson: OnPerson;
}

export function Closed({ state, onretry, onperson }: Props) {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const reason = state.closed_reason ?? "unknown";
  const company = state.company?.name ?? t("closed.company");
  const slug = state.company?.slug;
  const retry = () => {
    setBusy(true);
    void onretry().finally(() => setBusy(false));
  };
  return (
    <Page eyebrow={<PositionName state={state} />} title={t(`closed.${reason}`)} lead={state.way_in ? t("closed.fresh.text") : t(`closed.${reason}.text`, { company })} narrow testid="closed">
      {reason === "rejected" && (
        <>
          <Reasons reasons={state.decision?.reasons ?? []} />
          <section className="vv-card stack">
            {state.person ? (
              <PersonAsked state={state} open={false} fresh={asked} />
            ) : (
              <>
                <p>{t("closed.rejected.person", { company })}</p>
                <AskPerson onperson={(note) => onperson(note).then(() => setAsked(true))} />
              </>
            )}
          </section>
        </>
      )}
      {state.way_in && (
        <div className="vv-row">
          <ButtonLink look="primary" href={state.way_in} data-testid="fresh-link">{t("closed.fresh")}</ButtonLink>
        </div>
      )}
      <Contact company={state.company} />
      <div className="vv-row">
        {MAY_OPEN.has(reason) && (
          <Button busy={busy} onClick={retry} data-testid="retry">
            {t("closed.retry")}
          </Button>
        )}
        {OTHERS.has(reason) && slug && (
          <ButtonLink href={pathOf({ portal: state.position?.kind === "coaching" ? "coach" : "interview", slug, interviewId: null })} data-testid="see-all">
            {t("portal.all")}
          </ButtonLink>
        )}
      </div>
    </Page>
  );
}

function Reasons({ reasons }: { reasons: string[] }) {
  if (reasons.length === 0) return null;
  return (
    <section className="vv-card stack">
      <h2>{t("closed.rejected.reasons")}</h2>
      <ul className="plain-list">
        {reasons.map((reason) => (
          <li key={reason} dir="auto">
            {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
