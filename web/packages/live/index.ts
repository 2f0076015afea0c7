// The live interview in a browser, without any framework: HTTP calls, microphone, playout, line, state.
export * from "./wire";
export { roomApi, Refused, Unreachable, type RoomApi } from "./api";
export { Microphone, MicrophoneError, hasMicrophoneSupport, type MicrophoneTrouble } from "./microphone";
export { Conversation } from "./conversation";
export { Narration, type Narrated } from "./narration";
export { canCommand, candidateCaption, presenceOf, questionInHand, type Presence, type Session } from "./session";
