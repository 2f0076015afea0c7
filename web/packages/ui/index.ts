// Small parts with no knowledge of interviews. Import tokens.css, ui.css and popover.css once, in the app.
export { Button } from "./Button";
export { Captions } from "./Captions";
export { Dialog } from "./Dialog";
export { Check, Choice, Field } from "./Field";
export { Icon, type IconName } from "./Icon";
export { Meter } from "./Meter";
export { Notice } from "./Notice";
export { Popover } from "./Popover";
export { Segments } from "./Segments";
