/**
 * The commands of the whole engine, of volumes, contexts and registries, and {@code docker
 * inspect}, which looks at anything (cli/command/system, volume, context, registry).
 */
package passerelle.engine.cli.system;
