/**
 * The {@code docker} command: reads a command line, asks the engine, prints as docker prints. Its
 * twin is docker/cli; what its versions say differently is in {@link
 * passerelle.engine.cli.CliStyle}. Options and help come from the help texts themselves, which are
 * resources.
 */
package passerelle.engine.cli;
