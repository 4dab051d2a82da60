/**
 * Compose files: what they say, and the words of {@code docker create} and {@code docker network
 * create} that do the same (docker/compose, compose-spec/compose-go). Nothing here asks an engine.
 */
package passerelle.engine.compose;
