/**
 * The lab on the real kernel: shells of the machines, the docker command that they find, and
 * probes.
 */
package passerelle.cli.real;
