// Tests read English.
import { readIn } from "./index";

await readIn("en");
