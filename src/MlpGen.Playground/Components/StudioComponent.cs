using Microsoft.AspNetCore.Components;
using MlpGen.Playground.State;

namespace MlpGen.Playground.Components;

/// <summary>A part of the page that is drawn anew whenever the studio changes.</summary>
public abstract class StudioComponent : ComponentBase, IDisposable
{
    /// <summary>The page's state.</summary>
    [CascadingParameter]
    public Studio Studio { get; set; } = null!;

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        Studio.Changed -= Follow;
        Leave();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Studio.Changed += Follow;
        Follow();
    }

    /// <summary>Takes up what has changed; drawing follows.</summary>
    protected virtual void TakeUp()
    {
    }

    /// <summary>Called when the component leaves the page.</summary>
    protected virtual void Leave()
    {
    }

    private void Follow()
    {
        TakeUp();
        StateHasChanged();
    }
}
