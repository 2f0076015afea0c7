// Builds the candidate's room. The server sends index.html at /i/<token> and everything else from /assets/room/,
// under a content security policy without inline scripts or styles, so nothing may be inlined here.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { aliases } from "../../aliases";
import { noscript } from "./noscript";
import { poFiles } from "../../packages/i18n/po";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at("."),
  base: "/assets/room/",
  publicDir: at("./public"),
  plugins: [poFiles(), noscript()],
  resolve: { alias: aliases },
  esbuild: { jsx: "automatic", legalComments: "none" },
  worker: { format: "es" },
  build: {
    outDir: at("../../../src/vivavoce/web/room"),
    emptyOutDir: true,
    assetsDir: "",
    assetsInlineLimit: 0,
    target: "es2022",
    modulePreload: { polyfill: false },
  },
});
