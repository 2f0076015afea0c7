// The live interview in a browser, without any framework: HTTP calls, microphone, playout, line, state.
export * from "./wire";
export { roomApi, Refused, Unreachable, type RoomApi } from "./api";
export * from "./entrance";
export * from "./embed";
export { CameraError, hasRecorder, lengthOf, openCamera, VideoRecorder, type CameraTrouble, type Recorded } from "./camera";
export type { HandInApi } from "./handIn";
export { upload } from "./upload";
export { Microphone, MicrophoneError, hasMicrophoneSupport, levelOf, microphones, type Device, type MicrophoneTrouble } from "./microphone";
export { lineVerdict, measureLine, type LineMeasure, type LineVerdict } from "./measure";
export { Conversation } from "./conversation";
export { Narration, type Narrated } from "./narration";
export { canCommand, candidateCaption, presenceOf, questionInHand, type Presence, type Session } from "./session";
