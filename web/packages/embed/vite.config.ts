// Builds /embed.js, which strangers' pages load: one classic script, so that it can tell where it came from. With
// `--mode package` it builds what npm would get (ES modules; `npm run build:sdk` adds the types).
import { fileURLToPath } from "node:url";
import { defineConfig, type BuildEnvironmentOptions } from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const script: BuildEnvironmentOptions = {
  outDir: at("../../../src/vivavoce/web/embed"),
  lib: { entry: at("./script.ts"), formats: ["iife"], name: "vivavoceEmbed", fileName: () => "embed.js" },
};
const modules: BuildEnvironmentOptions = {
  outDir: at("./dist"),
  lib: { entry: { index: at("./index.ts"), react: at("./react.tsx") }, formats: ["es"] },
  rollupOptions: { external: ["react", "react/jsx-runtime"] },
};

export default defineConfig(({ mode }) => ({
  root: at("."),
  publicDir: false,
  define: { "process.env.NODE_ENV": '"production"' },
  esbuild: { jsx: "automatic", legalComments: "none" },
  build: { target: "es2020", emptyOutDir: true, ...(mode === "package" ? modules : script) },
}));
