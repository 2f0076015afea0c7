// The short names of our packages, for Vite and Vitest; tsconfig.json repeats them for the type checker.
import { fileURLToPath } from "node:url";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const aliases = {
  "@vivavoce/live": at("./packages/live/index.ts"),
  "@vivavoce/ui": at("./packages/ui/index.ts"),
  "@vivavoce/presenter": at("./packages/presenter/index.ts"),
  "@vivavoce/i18n": at("./packages/i18n/index.ts"),
};
