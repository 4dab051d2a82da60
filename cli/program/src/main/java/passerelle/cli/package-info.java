/**
 * The command {@code passerelle}: its options, and what its subcommands are made of. Nothing below
 * knows of it.
 */
package passerelle.cli;
