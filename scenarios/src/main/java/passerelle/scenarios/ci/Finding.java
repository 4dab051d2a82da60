package passerelle.scenarios.ci;

/**
 * Something that a run has found wrong.
 *
 * @param file the file as it was named or found
 * @param line its line, from 1
 * @param title what it is about, in a line: the command
 * @param text what is wrong, in lines
 */
public record Finding(String file, int line, String title, String text) {}
