/** The commands of networks (cli/command/network). */
package passerelle.engine.cli.network;
