/**
 * The prompt: where one is, what a typed line means there, and the terminal around it: editing,
 * completion, history, colours, and real time for commands that wait.
 */
package passerelle.cli.repl;
