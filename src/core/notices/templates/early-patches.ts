export const earlyPatches = `[EMBARGOED] {{ project }}: patches to test{% if release_date %} before {{ release_date }}{% endif %}
This is confidential. It must not be made public, shared or even hinted at beyond those in your team who need to know it to get the issue fixed.
If it leaks, tell us at once what was leaked and to whom.

The fix for {{ advisory }} in {{ project }} is ready to be tested.
{% if lines.size > 0 %}
There are patches for: {{ lines | join: ", " }}.
{% endif %}
Planned release: {% if release_date %}{{ release_date }}{% else %}not settled yet; tell us which dates suit you{% endif %}
{%- for elsewhere in release_date_elsewhere %}
- {{ elsewhere }}
{%- endfor %}
Until then, publish neither the patches nor anything built with them.

Mitigation for those who cannot upgrade
{% if mitigation %}{{ mitigation }}{% else %}There is no mitigation that we know of.{% endif %}

What to do
Please apply the patches to what you ship, test it, and answer with what you found, also if it is nothing.

CVE: {{ cve }}
{%- if openpgp_key %}
Please answer encrypted; our OpenPGP key: {{ openpgp_key }}
{%- endif %}
`;
