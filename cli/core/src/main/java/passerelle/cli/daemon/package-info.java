/**
 * The engine as a service of the Docker host: dockerd's options on its command line and in {@code
 * /etc/docker/daemon.json}, the units that systemd starts and stops, and their journal.
 */
package passerelle.cli.daemon;
