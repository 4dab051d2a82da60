/**
 * Replays transcripts in a fresh lab each and reports what differs. The lab itself is behind {@link
 * passerelle.scenarios.replay.LabFactory}, so that the same transcripts run on every kernel.
 */
package passerelle.scenarios.replay;
