import { t } from "@vivavoce/i18n";

/** Whom to turn to, where the company has named somebody. */
export function Contact({ company }: { company: { name: string; contact_email?: string | null } | null }) {
  if (!company?.contact_email) return null;
  return (
    <p>
      {t("closed.contact", { company: company.name })}{" "}
      <a href={`mailto:${company.contact_email}`} data-testid="contact">
        <bdi>{company.contact_email}</bdi>
      </a>
    </p>
  );
}
