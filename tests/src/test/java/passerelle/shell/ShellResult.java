package passerelle.shell;

/**
 * What a command line did.
 *
 * @param output standard output and error, in the order written
 * @param status the exit status, 0 to 255
 */
record ShellResult(String output, int status) {}
