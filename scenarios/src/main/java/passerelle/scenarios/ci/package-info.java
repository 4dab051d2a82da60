/** What CI servers show of a run besides its log. */
package passerelle.scenarios.ci;
