export const fixed = `{{ project }}: security fix available, please upgrade
A security fix for {{ project }} is available{% if severity %}. We rate the severity as {{ severity }}{% endif %}{% if score %} (CVSS {{ score }}){% endif %}.

What to do
{{ upgrade }}
{% if releases.size > 0 %}
Releases with the fix: {{ releases | join: ", " }}.
{% elsif lines.size > 0 %}
Fixed in: {{ lines | join: ", " }}.
{% endif -%}
{% if unsupported_lines.size > 0 %}
Affected and not supported any more, without a fix: {{ unsupported_lines | join: ", " }}. Please upgrade to a supported release.
{% endif %}
Mitigation until you have upgraded
{% if mitigation %}{{ mitigation }}{% else %}There is no mitigation that we know of.{% endif %}

Details
Which versions are affected, and what the problem is: {{ advisory_url }}
CVE: {% if cve_url %}{{ cve }}, {{ cve_url }}{% else %}pending{% endif %}
{%- if vector %}
CVSS: {{ vector }}
{%- endif %}
{% if documentation.size > 0 %}
If you installed {{ project }} from a distribution, see its own notes:
{%- for page in documentation %}
- {{ page }}
{%- endfor %}
{% endif %}
Our security policy: {{ policy_url }}
`;
