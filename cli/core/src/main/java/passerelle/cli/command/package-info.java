/**
 * Passerelle's own commands, those of the prompt {@code lab>}: one class each, the same in the REPL
 * and in transcripts. They look at a running lab (trace, capture, graph), tell what would happen to
 * it (plan), or put another one in its place (engine, undo, reset).
 */
package passerelle.cli.command;
