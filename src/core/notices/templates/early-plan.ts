export const earlyPlan = `[EMBARGOED] {{ project }}: plan for a security fix{% if release_date %}, {{ release_date }}{% endif %}
This is confidential. It must not be made public, shared or even hinted at beyond those in your team who need to know it to get the issue fixed.
If it leaks, tell us at once what was leaked and to whom.

A vulnerability in {{ project }} was reported to us.{% if severity %} We rate its severity as {{ severity }}{% if score %} (CVSS {{ score }}, {{ vector }}){% endif %}.{% endif %}
{% if lines.size > 0 %}
We work on fixes for: {{ lines | join: ", " }}.
{% endif %}
Planned release: {% if release_date %}{{ release_date }}{% else %}not settled yet; tell us which dates suit you{% endif %}
{%- for elsewhere in release_date_elsewhere %}
- {{ elsewhere }}
{%- endfor %}

Mitigation until then
{% if mitigation %}{{ mitigation }}{% else %}There is no mitigation that we know of.{% endif %}

What to do
Please plan your own releases and advisory for that date, and tell us soon if it does not work for you. The patches will follow, so that you can test them.

Our reference: {{ advisory }}
CVE: {{ cve }}
{%- if openpgp_key %}
Please answer encrypted; our OpenPGP key: {{ openpgp_key }}
{%- endif %}
`;
