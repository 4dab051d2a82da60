/**
 * The engine as a cause: what it refuses of containers, images, networks, ports, mounts and Compose
 * files, and its daemon where it does not run. Which words of Docker mean what is told by {@code
 * container.Refusals}, which knows containers, too.
 */
package passerelle.cli.why.engine;
