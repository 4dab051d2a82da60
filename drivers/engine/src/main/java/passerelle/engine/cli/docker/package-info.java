/**
 * The command line as a whole, which is what others run: {@link
 * passerelle.engine.cli.docker.DockerCommand} (cmd/docker/docker.go).
 */
package passerelle.engine.cli.docker;
