/**
 * The terminal around a session (JLine): editing, history, colours, keys for what runs, and real
 * time for commands that wait; and sessions from a pipe.
 */
package passerelle.cli.repl;
