/** A running lab: the simulated kernel, the engine on it, and the shells on its machines. */
package passerelle.cli.lab;
