/**
 * The engine as a service of the Docker host: dockerd's options on its command line and in {@code
 * /etc/docker/daemon.json}, the units that systemd starts and stops, their journal, and the API on
 * the engine's socket.
 */
package passerelle.cli.daemon;
