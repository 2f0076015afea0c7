// Addresses that lead to nothing, or somewhere else: what is so, and where she can go on.
import { useState } from "react";
import { Button } from "@vivavoce/ui";
import { t } from "@vivavoce/i18n";
import type { Company } from "@vivavoce/live";
import { ButtonLink } from "../ButtonLink";
import { Contact } from "../Contact";
import { Page } from "../Page";
import { pathOf, type PortalPlace } from "../place";

interface Props {
  at: PortalPlace;
  company: Company;
}

const All = ({ at }: { at: PortalPlace }) => (
  <ButtonLink href={pathOf({ ...at, interviewId: null })} data-testid="see-all">{t("portal.all")}</ButtonLink>
);

export function NoCompany() {
  return <Page title={t("portal.unknown")} lead={t("portal.unknown.text")} narrow testid="no-company" />;
}

export function NoInterview({ at, company }: Props) {
  return (
    <Page eyebrow={<bdi>{company.name}</bdi>} title={t("closed.unknown")} lead={t("closed.unknown.text")} narrow testid="no-interview">
      <Contact company={company} />
      <div className="vv-row">
        <All at={at} />
      </div>
    </Page>
  );
}

export function OtherPage({ at, company }: Props) {
  return (
    <Page eyebrow={<bdi>{company.name}</bdi>} title={t("portal.wrong")} lead={t("portal.wrong.text", { company: company.name })} narrow testid="other-page">
      <div className="vv-row">
        <ButtonLink look="primary" href={pathOf(at)} data-testid="go-there">{t("live.break.continue")}</ButtonLink>
      </div>
    </Page>
  );
}

export function Shut({ at, company, reason, onretry }: Props & { reason: "draft" | "archived"; onretry: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const retry = () => {
    setBusy(true);
    void onretry().finally(() => setBusy(false));
  };
  return (
    <Page eyebrow={<bdi>{company.name}</bdi>} title={t(`closed.${reason}`)} lead={t(`closed.${reason}.text`, { company: company.name })} narrow testid="shut">
      <Contact company={company} />
      <div className="vv-row">
        {reason === "draft" && <Button busy={busy} onClick={retry} data-testid="retry">{t("closed.retry")}</Button>}
        <All at={at} />
      </div>
    </Page>
  );
}
