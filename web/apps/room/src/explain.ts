import { t } from "@vivavoce/i18n";
import { Refused } from "@vivavoce/live";

/** One sentence for her: the server's own when it said no, ours when it could not be reached. */
export function explain(error: unknown): string {
  return error instanceof Refused ? error.envelope.error : t("away.short");
}
