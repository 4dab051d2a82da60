/**
 * The commands of containers, and how containers are listed and inspected (cli/command/container).
 */
package passerelle.engine.cli.container;
