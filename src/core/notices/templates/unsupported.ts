export const unsupported = `{{ project }}: unsupported releases are vulnerable and will not be fixed, please upgrade
A vulnerability affects releases of {{ project }} that we do not support any more: {{ unsupported_lines | join: ", " }}.
{%- if severity %} We rate its severity as {{ severity }}.{% endif %}
There will be no fix for them.

What to do
Please upgrade to a supported release.

Mitigation until you have upgraded
{% if mitigation %}{{ mitigation }}{% else %}There is no mitigation that we know of.{% endif %}

What the threat is: {{ advisory_url }}
CVE: {% if cve_url %}{{ cve }}, {{ cve_url }}{% else %}pending{% endif %}
Our security policy, with the supported releases: {{ policy_url }}
`;
