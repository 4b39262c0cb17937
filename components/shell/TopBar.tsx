'use client';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { ChevronRight, ChevronsUpDown, CircleHelp, Menu as MenuIcon, Search } from 'lucide-react';
import { IconButton } from '@/components/ui/IconButton';
import { Menu } from '@/components/ui/Menu';
import { ConnectionChip } from './ConnectionChip';
import { useCrumbs } from './breadcrumb';
import { Keys } from './Keys';
import { isAt, PLACES, placeHref } from './navigation';
import { OperationsTray } from './OperationsTray';
import { UserMenu } from './UserMenu';

export interface TopBarProps {
  project: string;
  projects: readonly string[];
  userName: string;
  role: string;
  onSearch: () => void;
  onHelp: () => void;
}

export function TopBar({ project, projects, userName, role, onSearch, onHelp }: TopBarProps) {
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b bg-surface px-4 max-md:gap-1.5 max-md:px-2">
      <PlacesMenu project={project} />
      <ProjectSwitcher project={project} projects={projects} />
      <Breadcrumb project={project} />
      <div className="flex-1" />
      <ConnectionChip />
      <button type="button" aria-label="Search or do" onClick={onSearch} className="flex h-7 items-center gap-2 whitespace-nowrap rounded-md border bg-canvas px-2 text-xs text-muted hover:bg-hover hover:text-ink">
        <Search className="size-3.5" aria-hidden />
        <span className="hidden whitespace-nowrap lg:inline">Search or do</span>
        <span className="max-md:hidden"><Keys of="all:Ctrl+k" /></span>
      </button>
      <OperationsTray project={project} />
      <IconButton label="Keys and help" keys="all:?" icon={<CircleHelp />} onClick={onHelp} className="max-md:hidden" />
      <UserMenu project={project} userName={userName} role={role} />
    </header>
  );
}

/** The places, where there is no room for the rail. */
function PlacesMenu({ project }: { project: string }) {
  const router = useRouter();
  return (
    <span className="md:hidden">
      <Menu label={project} align="start" trigger={<IconButton label="Places" icon={<MenuIcon />} />} items={PLACES.map(({ id, label, icon: Icon }) => ({ id, label, icon: <Icon aria-hidden />, onSelect: () => router.push(placeHref(project, id)) }))} />
    </span>
  );
}

function ProjectSwitcher({ project, projects }: Pick<TopBarProps, 'project' | 'projects'>) {
  if (projects.length < 2) return <span className="text-sm font-medium max-md:hidden">{project}</span>;
  return (
    <Menu
      label="Projects"
      align="start"
      trigger={
        <button type="button" className="-mx-1.5 flex h-7 items-center gap-1 rounded-md px-1.5 text-sm font-medium hover:bg-hover">
          {project}
          <ChevronsUpDown className="size-3.5 text-faint" aria-hidden />
        </button>
      }
      items={projects.map((name) => ({ id: name, label: name, onSelect: () => window.location.assign(placeHref(name, 'stacks')) }))}
    />
  );
}

function Breadcrumb({ project }: { project: string }) {
  const pathname = usePathname();
  const crumbs = useCrumbs();
  const place = PLACES.find((each) => isAt(pathname, project, each));
  const all = [...(place ? [{ label: place.label, href: placeHref(project, place.id) }] : []), ...crumbs];
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {all.map((crumb, index) => (
          <li key={`${crumb.label}-${index}`} className="flex min-w-0 items-center gap-1">
            <ChevronRight className="size-3.5 shrink-0 text-faint" aria-hidden />
            {crumb.href && index < all.length - 1 ? (
              <Link prefetch={false} href={crumb.href} className="truncate rounded-sm text-muted hover:text-ink">{crumb.label}</Link>
            ) : (
              <span aria-current="page" className="truncate text-ink">{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
