/** The embargo agreement that holds where a project writes none. Source: the generic policy, "Embargo Policy" (S61–S67). */
export const embargoAgreement = `What you are told on this list must not be made public, shared, or even hinted at anywhere beyond those who need to know within your specific team, unless the maintainers approve it explicitly. This remains true until the public disclosure date and time agreed upon by the list.
You use it for no other reason than to get the issue fixed for your own distribution's users.
Before you share it with members of your team who are required to fix the issue, they agree to the same terms, and are told only what they need to know.
If you share more than is permitted here, you urgently tell the maintainers exactly what was leaked and to whom. Whoever continues to leak is removed from the list for good.`;
