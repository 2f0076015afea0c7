// The interviewer's picture behind one small interface, so that another kind (an uploaded head, a video) can stand there.
export { createPresenter, type Presenter, type PresenterOptions } from "./presenter";
export { LOOKS } from "./looks";
export { ROOMS } from "./room";
export type { PresenterState } from "./motion";
