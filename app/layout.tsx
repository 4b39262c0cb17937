import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './globals.css';
import { Providers } from '@/components/shell/Providers';
import { EARLY_PRESSES_SCRIPT } from '@/components/shell/earlyPressesScript';
import { PREFERENCES_SCRIPT } from '@/components/shell/preferencesScript';
import { SANS_FONT } from '@/components/ui/fonts';

export const metadata: Metadata = {
  title: { default: 'Hearth', template: '%s · Hearth' },
  description: 'Draw infrastructure and software configuration as a graph, deploy it as one transaction, watch it live, roll it back.',
  icons: { icon: '/icon.svg' },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#14181f' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  preload(SANS_FONT, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  return (
    <html lang="en" data-theme="light" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: PREFERENCES_SCRIPT }} />
        <script dangerouslySetInnerHTML={{ __html: EARLY_PRESSES_SCRIPT }} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
