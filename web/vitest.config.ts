import { defineConfig } from "vitest/config";
import { aliases } from "./aliases";
import { poFiles } from "./packages/i18n/po";

export default defineConfig({
  plugins: [poFiles()],
  resolve: { alias: aliases },
  esbuild: { jsx: "automatic" },
  test: {
    environment: "node",
    include: ["{packages,apps}/**/*.test.{ts,tsx}"],
    setupFiles: ["packages/i18n/readEnglish.ts"],
  },
});
