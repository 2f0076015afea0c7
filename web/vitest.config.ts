import { defineConfig } from "vitest/config";
import { aliases } from "./aliases";

export default defineConfig({
  resolve: { alias: aliases },
  esbuild: { jsx: "automatic" },
  test: { environment: "node", include: ["{packages,apps}/**/*.test.{ts,tsx}"] },
});
