/**
 * {@code docker build}: the instructions of a Dockerfile carried out, step by step, in containers
 * that nobody sees (builder/builder-next, BuildKit's solver).
 */
package passerelle.engine.build;
