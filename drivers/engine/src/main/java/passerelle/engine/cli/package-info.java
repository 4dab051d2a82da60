/**
 * What all commands of {@code docker} share: options, which come from the help texts themselves
 * (resources), their values, terminals, tables and documents, and what the client's versions say
 * differently, {@link passerelle.engine.cli.CliStyle}. The twin is docker/cli; each group of
 * commands is a package of its own below.
 */
package passerelle.engine.cli;
